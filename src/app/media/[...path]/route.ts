import config from '@payload-config'
import { getPayload } from 'payload'

import { errorResponse } from '../../../api/endpoint'
import { isAppError } from '../../../errors'
import { deliver } from '../../../library/delivery'

export const dynamic = 'force-dynamic'

const handle = async (request: Request): Promise<Response> => {
  try {
    return await deliver({ payload: await getPayload({ config }), request })
  } catch (error) {
    // The client went away before the first byte: nobody reads this answer.
    if (request.signal.aborted) return new Response(null, { status: 499 })
    if (!isAppError(error)) throw error
    const answer = errorResponse(error, request.headers.get('accept-language')?.startsWith('en') ? 'en' : 'zh')
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  }
}

export { handle as GET, handle as HEAD }
