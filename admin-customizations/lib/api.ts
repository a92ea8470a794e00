/** A refusal of the server (or of the network) with the code that a person can quote. */
export class ApiFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message)
    this.name = 'ApiFailure'
  }
}

export const isApiFailure = (error: unknown, code?: string): error is ApiFailure =>
  error instanceof ApiFailure && (code === undefined || error.code === code)

type ErrorBody = { errors?: { code?: string; message?: string; data?: { code?: string } | null }[] }

const codeOfStatus = (status: number): string =>
  ({ 401: 'NOT_SIGNED_IN', 403: 'FORBIDDEN', 404: 'NOT_FOUND' })[status] ?? `HTTP_${status}`

/** Reads a coded error out of a JSON body of the own endpoints, of Payload's REST or of the upload route. */
export const failureOf = (status: number, text: string): ApiFailure => {
  let body: ErrorBody = {}
  try {
    body = JSON.parse(text) as ErrorBody
  } catch {
    // A proxy's HTML page: the status alone has to do.
  }
  const first = body.errors?.[0]
  return new ApiFailure(first?.code ?? first?.data?.code ?? codeOfStatus(status), first?.message ?? '', status)
}

type Options = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; body?: unknown; signal?: AbortSignal }

/**
 * Asks the REST API of this installation with the person's cookie; `path` starts behind `/api`.
 * @throws ApiFailure with the server's code and sentence, code NETWORK when there was no answer
 */
export const api = async <T>(path: string, { method = 'GET', body, signal }: Options = {}): Promise<T> => {
  let response: Response
  try {
    response = await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiFailure('NETWORK', '', 0)
  }
  const text = await response.text()
  if (!response.ok) throw failureOf(response.status, text)
  return (text === '' ? {} : JSON.parse(text)) as T
}

type Value = string | number | boolean | null | undefined

/** `?a=1&b=2` without empty values; '' when nothing is left. Names such as `where[title][like]` are kept readable. */
export const queryOf = (values: Record<string, Value>): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

export type Page<T> = { docs: T[]; totalDocs: number; totalPages: number; page?: number }
