/** @param url of a file that the provider can fetch. */
export const FILES = (url: string) => ({
  query: `# Bring a file of your own. Use the URL that comes back as
# \`uploadUrl\` of a purchase.
#
#    CreateUpload gives an address for one file of \`size\`
#    bytes: PUT them there within 15 minutes,
#    curl --upload-file take.mp3 "<putUrl>"
#    ImportFile has the provider fetch a file from a URL.
#    Neither costs credits.

mutation CreateUpload($upload: CreateUploadInput!) {
  createUpload(input: $upload) {
    upload {
      putUrl
      expiresAt
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation ImportFile($import: ImportFileInput!) {
  importFile(input: $import) {
    file {
      url
      fileName
      size
      expiresAt
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
  variables: {
    upload: { fileName: 'take.mp3', contentType: 'audio/mpeg', size: 3_145_728 },
    import: { url },
  },
});
