import { DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client'

import { ApiFailure, failureOf } from '../lib/api'

/** What stopped a transfer, in the words of the API. */
export const transferFailure = (error: Error | DetailedError): ApiFailure => {
  if (!(error instanceof DetailedError)) return new ApiFailure('NETWORK', '', 0)
  if (error.causingError instanceof ApiFailure) return error.causingError
  const status = error.originalResponse?.getStatus() ?? 0
  return status > 0 ? failureOf(status, error.originalResponse?.getBody() ?? '') : new ApiFailure('NETWORK', '', 0)
}

/** What may be otherwise in a moment; a person must sign in again first, and then goes on by hand. */
const isPassing = ({ status }: ApiFailure): boolean => [0, 408, 409, 423, 429].includes(status) || status >= 500

/**
 * tus-js-client takes every refused question for the offset but 423 for “gone”: it forgets the address and sends the whole
 * file once more. Only 404 and 410 say that; any other refusal is an error of this attempt, and the next one goes on.
 */
const refuseHead = (request: HttpRequest, response: HttpResponse): void => {
  const status = response.getStatus()
  if (request.getMethod() !== 'HEAD' || status < 400 || [404, 410, 423].includes(status)) return
  throw failureOf(status, response.getBody())
}

/** Options by which an interrupted upload goes on where it stopped. */
export const keepAddress = {
  onAfterResponse: refuseHead,
  onShouldRetry: (error: DetailedError): boolean => isPassing(transferFailure(error)),
}
