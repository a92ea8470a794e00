import type { ReactNode } from 'react'

/** An empty list: what that means and the next step. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="lib-empty">
    <p>{children}</p>
    {action ?? null}
  </div>
)
