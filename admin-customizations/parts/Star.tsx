/** The sign of a field that must be filled, as Payload's own labels have it. */
export const Star = () => (
  <span className="required" aria-hidden="true">
    {' *'}
  </span>
)
