import config from '@payload-config'
import { getPayload } from 'payload'

import { signIn } from '../../../../library/signIn'

export const POST = async (request: Request): Promise<Response> =>
  signIn({ payload: await getPayload({ config }), request })
