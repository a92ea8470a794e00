import { deliveredType } from '../../../library/deliveryHeaders'
import type { PublishedFile } from '../../../library/published'
import type { Strings } from '../strings'

type Show = 'video' | 'audio' | 'image' | 'pdf'

const showOf = ({ mime }: PublishedFile): Show | null => {
  const { mime: type, isShown } = deliveredType(mime)
  if (!isShown) return null
  if (type === 'application/pdf') return 'pdf'
  return type.split('/')[0] as Show
}

const One = ({ t, file, show, isFirst }: { t: Strings; file: PublishedFile; show: Show; isFirst: boolean }) => {
  if (show === 'video') {
    return (
      <video controls playsInline preload="metadata" poster={file.posterUrl ?? undefined} aria-label={file.name}>
        <source src={file.url} type={file.mime} />
        <a href={`${file.url}?download=1`}>{t.videoFallback}</a>
      </video>
    )
  }
  if (show === 'audio') return <audio controls preload="metadata" src={file.url} aria-label={file.name} />
  if (show === 'image') return <img src={file.url} alt={file.name} loading={isFirst ? 'eager' : 'lazy'} />
  return (
    <object data={`${file.url}#navpanes=0&view=FitH`} type="application/pdf" aria-label={file.name}>
      <p>
        {t.pdfFallback} <a href={file.url}>{t.open}</a> · <a href={`${file.url}?download=1`}>{t.download}</a>
      </p>
    </object>
  )
}

/** Everything of a resource that a browser can show by itself, videos first; only the first PDF is opened. */
export const Viewer = ({ t, title, files }: { t: Strings; title: string; files: PublishedFile[] }) => {
  const order: (Show | null)[] = ['video', 'audio', 'pdf', 'image']
  const shown = files
    .flatMap((file) => {
      const show = showOf(file)
      return show ? [{ file, show }] : []
    })
    .sort((a, b) => order.indexOf(a.show) - order.indexOf(b.show))
  const firstPdf = shown.find(({ show }) => show === 'pdf')
  const opened = shown.filter((each) => each.show !== 'pdf' || each === firstPdf)
  if (opened.length === 0) return null
  return (
    <section className="viewer" aria-label={`${t.preview}：${title}`}>
      {opened.map(({ file, show }, index) => (
        <figure key={file.id} className={`show show-${show}`}>
          <One t={t} file={file} show={show} isFirst={index === 0} />
          {opened.length > 1 ? <figcaption>{file.name}</figcaption> : null}
        </figure>
      ))}
    </section>
  )
}
