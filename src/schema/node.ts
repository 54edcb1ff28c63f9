import { globalIdOf } from '../resolvers/global-id.ts';
import { findNode, type Node as NodeShape } from '../resolvers/nodes.ts';
import { idList } from './bounds.ts';
import { builder } from './builder.ts';
import { typeOfNode } from './type-names.ts';

export const Node = builder.interfaceRef<NodeShape>('Node').implement({
  description: 'Whatever can be fetched again by its id.',
  resolveType: typeOfNode,
  fields: (t) => ({
    id: t.id({ description: 'Opaque, and unique over all types.', resolve: globalIdOf }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: "One of the viewer's nodes, or null when it does not exist or is somebody else's.",
    args: { id: t.arg.id({ required: true, description: 'The id of a node.' }) },
    resolve: (_root, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The same for at most 100 ids, in their order.',
    args: { ids: t.arg.idList({ required: true, description: 'Ids of nodes.' }) },
    resolve: (_root, { ids }, context) => idList(ids).map((id) => findNode(id, context)),
  }),
}));
