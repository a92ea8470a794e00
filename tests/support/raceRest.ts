import { handleEndpoints, type Payload } from 'payload'

import { type Actor, systemActor } from '../../src/domain/actor'
import { SLUG } from '../../src/slugs'
import { issueClientKey } from '../../src/workflow/clientKeys'

export type Answer = { status: number; json: Record<string, unknown>; text: string }
export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>

const ORIGIN = 'http://localhost:3000'

/** Calls Payload's own REST handlers (`/api/…`) without a server, with this Authorization header. */
export const caller = ({ payload, authorization }: { payload: Payload; authorization?: string }): Caller => {
  return async (method, path, body) => {
    const headers = new Headers({ 'Content-Type': 'application/json', ...(authorization ? { authorization } : {}) })
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await handleEndpoints({
      config: payload.config,
      request: new Request(`${ORIGIN}/api${path}`, init),
    })
    const text = await response.text()
    let json: Record<string, unknown> = {}
    try {
      json = JSON.parse(text) as Record<string, unknown>
    } catch {
      // Some refusals have no body.
    }
    return { status: response.status, json, text }
  }
}

/** A caller who signed in with e-mail and password. */
export const signIn = async ({ payload, actor }: { payload: Payload; actor: Actor }): Promise<Caller> => {
  const { email } = await payload.findByID({ collection: SLUG.users, id: actor.id })
  const { token } = await payload.login({ collection: SLUG.users, data: { email, password: 'test-password-1' } })
  return caller({ payload, authorization: `JWT ${token}` })
}

/** A caller with the key of a new client app in this district. */
export const clientCaller = async ({
  payload,
  district,
}: {
  payload: Payload
  district: string
}): Promise<{ call: Caller; id: string; key: string }> => {
  const { id } = await payload.create({ collection: SLUG.apiClients, data: { name: '校园屏', district } as never })
  const { key } = await issueClientKey({ payload, actor: systemActor('test'), client: String(id) })
  return { call: caller({ payload, authorization: `api-clients API-Key ${key}` }), id: String(id), key }
}
