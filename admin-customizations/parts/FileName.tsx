import { splitName } from '../lib/format'

/** A file's name; too long a one is broken in the middle, the whole stands in the title. */
export const FileName = ({ name }: { name: string }) => {
  const [head, tail] = splitName(name)
  return (
    <span className="lib-file-name" title={name}>
      <span className="lib-file-name__head">{head}</span>
      <span className="lib-file-name__tail">{tail}</span>
    </span>
  )
}
