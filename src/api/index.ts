import { administrationEndpoints } from './administration'
import { libraryEndpoints } from './library'
import { noticeEndpoints } from './notices'
import { readyEndpoint } from './ready'
import { reviewEndpoints } from './review'
import { workEndpoints } from './work'

export const endpoints = [
  ...workEndpoints,
  ...reviewEndpoints,
  ...administrationEndpoints,
  ...noticeEndpoints,
  ...libraryEndpoints,
  readyEndpoint,
]
