import type { CollectionBeforeChangeHook, Payload } from 'payload'

import { AppError } from '../errors'
import { SLUG } from '../slugs'

type District = { code: string; level: 'province' | 'city' | 'county'; parent?: string | null }

const findDistrict = async (payload: Payload, code: string): Promise<District | undefined> => {
  const found = await payload.find({
    collection: SLUG.districts,
    where: { code: { equals: code } },
    limit: 1,
    depth: 0,
  })
  return found.docs[0] as unknown as District | undefined
}

/**
 * Fills county, city and province of a district or a school from the tree of districts, so that scopes and audiences
 * are compared with columns of the row itself. @throws BAD_INPUT when a code is unknown or the tree is a circle
 */
export const fillPlace: CollectionBeforeChangeHook = async ({ data, originalDoc, req, collection }) => {
  const merged = { ...originalDoc, ...data }
  const place: Record<'county' | 'city' | 'province', string> = { county: '', city: '', province: '' }
  const isDistrict = collection.slug === SLUG.districts
  if (isDistrict) place[(merged as District).level] = merged.code
  let next: string | null | undefined = isDistrict ? merged.parent : merged.district
  for (let depth = 0; next; depth++) {
    const district: District | undefined = await findDistrict(req.payload, next)
    const isCircle = isDistrict && district?.code === merged.code
    if (!district || isCircle || depth > 4) throw new AppError('BAD_INPUT', { detail: `区划代码 ${next}` })
    place[district.level] = district.code
    next = district.parent
  }
  return { ...data, ...place }
}
