import config from '@payload-config'
import { getPayload } from 'payload'

import { handleUpload } from '../../../api/uploads/handleUpload'

export const dynamic = 'force-dynamic'

const handle = async (request: Request): Promise<Response> =>
  handleUpload({ payload: await getPayload({ config }), request })

export { handle as DELETE, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST }
