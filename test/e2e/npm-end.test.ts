import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createMockKie } from '../../mock-server/index.ts';
import { eventually } from '../support/eventually.ts';
import { scratchFolder } from '../support/scene.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it.concurrent.for([
  ['npm start', 'src/main.ts'],
  ['npm run dev', 'scripts/dev.ts'],
])(
  '%s frees its port and its database when npm ends without passing its signal on',
  async ([, script = ''], { onTestFinished }) => {
    await using folder = await scratchFolder();
    await using kie = await createMockKie();
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      PORT: '0',
      KIE_API_URL: kie.url,
      KIE_API_KEY: 'key-value-7f3a',
      DATABASE_URL: `file:${folder.path}/stemgate.db`,
      npm_lifecycle_event: 'script',
    };
    // npm starts a shell that starts Node. A signal ends the shell only, as dash does it.
    const shell = spawn('sh', ['-c', '"$0" "$1" & wait', process.execPath, join(ROOT, script)], {
      cwd: folder.path,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const { pid } = shell;
    if (pid === undefined) throw new Error('The shell cannot be started.');
    let isOver = false;
    onTestFinished(() => {
      if (!isOver) process.kill(-pid, 'SIGKILL');
    });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    // The pipe is closed when the last process of the group has ended.
    shell.stdout.once('end', () => {
      isOver = true;
    });
    await eventually(() => expect(output).toMatch(/^stemgate: http/m));
    shell.kill('SIGTERM');
    await eventually(() => expect(isOver).toBe(true));
  },
);
