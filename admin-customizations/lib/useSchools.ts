'use client'

import type { Option } from '../parts/Choice'
import { api, type Page } from './api'
import { useLoad } from './useLoad'

type School = { id: string; name: string }

/** The schools of the county as choices, by name. */
export const useSchools = (): Option[] => {
  const { data } = useLoad('schools', (signal) =>
    api<Page<School>>('/schools?limit=1000&sort=name&depth=0&select[name]=true', { signal }),
  )
  return (data?.docs ?? []).map(({ id, name }) => ({ value: id, label: name }))
}
