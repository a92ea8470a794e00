type Pages = { page: number; totalPages: number }

/** What `page` is in an address: the first page has none. */
export const pageValue = (page: number): string => (page > 1 ? String(page) : '')

/** The pages before and after; null where there is none. From behind the end the way back is the last page. */
export const pagesAround = ({ page, totalPages }: Pages): { previous: number | null; next: number | null } => ({
  previous: page > 1 && totalPages > 0 ? Math.min(page - 1, totalPages) : null,
  next: page < totalPages ? page + 1 : null,
})

/** Whether a page lies behind the last one: there are hits, but none on it. */
export const isPastEnd = ({ hits, total, page, totalPages }: Pages & { hits: unknown[]; total: number }): boolean =>
  hits.length === 0 && total > 0 && page > totalPages
