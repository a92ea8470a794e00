import '../library.css'

/** The same three classrooms, small, in the header. */
export const Icon = () => (
  <span className="lib-logo__mark lib-logo__mark--small" role="img" aria-label="三个课堂资源库">
    <i />
    <i />
    <i />
  </span>
)
