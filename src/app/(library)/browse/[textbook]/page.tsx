import { redirect } from 'next/navigation'

import { addressOf } from '../../../../library/address'
import { countByNode } from '../../../../library/countByNode'
import { chaptersOf, findTextbook } from '../../../../search/catalogue'
import { context } from '../../context'
import { guarded } from '../../guarded'
import { Frame } from '../../parts/Frame'
import { KindChips } from '../../parts/KindChips'
import { NodeTree } from '../../parts/NodeTree'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ textbook: string }> }

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const Page = async ({ params }: Props) => {
  const [own, { textbook }] = await Promise.all([context(), params])
  const { payload, actor, labels, language, t } = own
  const book = await findTextbook({ payload, textbook: decoded(textbook) })
  if (!book) redirect(addressOf({ path: '/missing', values: { from: '/browse' } }))
  const [nodes, counts] = await Promise.all([
    chaptersOf({ payload, textbook: book.key }),
    countByNode({ payload, actor, textbook: [book.id, book.key] }),
  ])
  const facts = [
    labels.stage.get(book.stage)?.[language],
    labels.grade.get(book.grade)?.[language],
    labels.subject.get(book.subject)?.[language],
    book.edition,
    book.volume,
  ]
  const whole = counts.byNode.get('')
  return (
    <Frame context={own} next={`/browse/${encodeURIComponent(book.key)}`}>
      <title>{`${book.title} · ${t.site}`}</title>
      <nav aria-label={t.path} className="crumbs">
        <ol>
          <li>
            <a href="/">{t.home}</a>
          </li>
          <li>
            <a href="/browse">{t.textbooks}</a>
          </li>
        </ol>
      </nav>
      <h1>{book.title}</h1>
      <p className="facts">{facts.filter(Boolean).join(' · ')}</p>
      <p className="total">{t.bookTotal(counts.total)}</p>
      {whole ? (
        <p className="lesson">
          {t.wholeBook} <KindChips context={own} counts={whole} values={{ textbook: book.key }} />
        </p>
      ) : null}
      {nodes.length === 0 ? (
        <p className="empty">{t.noNodes}</p>
      ) : (
        <NodeTree context={own} nodes={nodes} counts={counts} />
      )}
    </Frame>
  )
}

export default guarded(Page)
