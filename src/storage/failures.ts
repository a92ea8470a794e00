import { AppError } from '../errors'

const isAbort = (error: unknown) => (error as Error | undefined)?.name === 'AbortError'

/** What a caller of the driver gets for whatever the store threw: coded errors and aborts as they are, the rest as STORE_DOWN. */
export const storeError = (error: unknown, signal?: AbortSignal): unknown => {
  if (signal?.aborted) return signal.reason
  if (error instanceof AppError || isAbort(error)) return error
  return Object.assign(new AppError('STORE_DOWN'), { cause: error })
}

/** Runs work against the store. @throws STORE_DOWN with the original error as `cause`, coded errors, the signal's reason */
export const withStore = async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
  try {
    signal?.throwIfAborted()
    return await work()
  } catch (error) {
    throw storeError(error, signal)
  }
}
