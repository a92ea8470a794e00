import type { NodeCounts } from '../../../library/countByNode'
import type { CatalogueNode } from '../../../search/catalogue'
import type { Context } from '../context'
import { KindChips } from './KindChips'

type Args = { context: Context; nodes: CatalogueNode[]; counts: NodeCounts }

const Line = ({ context, node, counts }: Omit<Args, 'nodes'> & { node: CatalogueNode }) => {
  const own = counts.byNode.get(node.id) ?? counts.byNode.get(node.key)
  return (
    <>
      <span className={own ? 'node' : 'node off'}>{node.title}</span>
      {own ? <KindChips context={context} counts={own} values={{ node: node.key }} /> : null}
    </>
  )
}

const Below = ({ context, nodes, counts }: Args) =>
  nodes.length === 0 ? null : (
    <ul>
      {nodes.map((node) => (
        <li key={node.id} data-node={node.key}>
          <div className="lesson">
            <Line context={context} node={node} counts={counts} />
          </div>
          <Below context={context} nodes={node.children} counts={counts} />
        </li>
      ))}
    </ul>
  )

/** Chapters as headings, their lessons and periods below, each with what can be seen of it. */
export const NodeTree = ({ context, nodes, counts }: Args) => (
  <div className="tree">
    {nodes.map((node) => (
      <section key={node.id} aria-labelledby={`node-${node.id}`} data-node={node.key}>
        <h2 id={`node-${node.id}`} className="lesson">
          <Line context={context} node={node} counts={counts} />
        </h2>
        <Below context={context} nodes={node.children} counts={counts} />
      </section>
    ))}
  </div>
)
