import config from '@payload-config'
import { getPayload } from 'payload'

import { signOut } from '../../../library/signOut'

export const POST = async (request: Request): Promise<Response> =>
  signOut({ payload: await getPayload({ config }), request })
