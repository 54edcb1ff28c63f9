import { globalIdOf } from '../resolvers/global-id.ts';
import { findNode, type Node as NodeShape } from '../resolvers/nodes.ts';
import { idList } from './bounds.ts';
import { builder } from './builder.ts';
import { typeOfNode } from './type-names.ts';

export const Node = builder.interfaceRef<NodeShape>('Node').implement({
  description: 'An object that can be fetched again by its id.',
  resolveType: typeOfNode,
  fields: (t) => ({
    id: t.id({ description: 'Opaque, and unique among all types.', resolve: globalIdOf }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: "One node of the viewer's, or null when it does not exist or is another viewer's.",
    args: { id: t.arg.id({ required: true, description: 'The id of a node.' }) },
    resolve: (_root, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'At most 100 nodes, in the order of their ids; null for each id for which `node` is null.',
    args: { ids: t.arg.idList({ required: true, description: 'Ids of nodes.' }) },
    resolve: (_root, { ids }, context) => idList(ids).map((id) => findNode(id, context)),
  }),
}));
