import '../library.css'

/** The name of the installation as text, on the login page. */
export const Logo = () => (
  <div className="lib-logo">
    <span className="lib-logo__mark" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
    <span lang="zh-CN">三个课堂资源库</span>
  </div>
)
