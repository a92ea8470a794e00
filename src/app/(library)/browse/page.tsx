import { textbooksOf } from '../../../search/catalogue'
import { context } from '../context'
import { guarded } from '../guarded'
import { Frame } from '../parts/Frame'
import { TextbookGroups } from '../parts/TextbookGroups'

export const dynamic = 'force-dynamic'

const Page = async () => {
  const own = await context()
  const { payload, t } = own
  const textbooks = await textbooksOf({ payload })
  return (
    <Frame context={own} next="/browse">
      <title>{`${t.textbooks} · ${t.site}`}</title>
      <h1>{t.textbooks}</h1>
      <p>{textbooks.length > 0 ? t.textbooksText : t.noTextbooks}</p>
      <TextbookGroups context={own} textbooks={textbooks} />
    </Frame>
  )
}

export default guarded(Page)
