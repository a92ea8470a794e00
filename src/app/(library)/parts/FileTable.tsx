import { deliveredType } from '../../../library/deliveryHeaders'
import { formatDuration, formatSize } from '../../../library/format'
import type { PublishedFile } from '../../../library/published'
import type { Context } from '../context'

/** The files of a resource with kind and size; each can be saved, and opened where a browser can show it. */
export const FileTable = ({
  context: { t, labels, language },
  files,
}: {
  context: Context
  files: PublishedFile[]
}) => (
  <ul className="files">
    {files.map((file) => (
      <li key={file.id}>
        <span className="chip">{labels.kind.get(file.kind)?.[language] ?? file.kind}</span>
        <span className="file-name">{file.name}</span>
        <span className="file-size">
          {[formatDuration(file.durationSeconds, language), formatSize(file.size)].filter(Boolean).join(' · ')}
        </span>
        <span className="file-links">
          {deliveredType(file.mime).isShown ? <a href={file.url}>{t.open}</a> : null}
          <a href={`${file.url}?download=1`} aria-label={t.downloadOf(file.name)} download>
            {t.download}
          </a>
        </span>
      </li>
    ))}
  </ul>
)
