'use client'

import { api, type Page } from '../lib/api'
import { useLoad } from '../lib/useLoad'

type School = { id: string; name: string }
type District = { code: string; name: string; level: string }
type Lists = { schools: School[]; districts: District[] }

/** Schools and districts for scopes. */
export const usePlaces = () => {
  const { data } = useLoad<Lists>('places', async (signal) => {
    const [schools, districts] = await Promise.all([
      api<Page<School>>('/schools?limit=1000&sort=name&depth=0', { signal }),
      api<Page<District>>('/districts?limit=1000&sort=code&depth=0', { signal }),
    ])
    return { schools: schools.docs, districts: districts.docs }
  })
  const schools = data?.schools ?? []
  const districts = data?.districts ?? []
  return {
    schools: schools.map(({ id, name }) => ({ value: id, label: name })),
    districts: districts.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` })),
    schoolName: (id: string) => schools.find((school) => school.id === id)?.name ?? id,
    districtName: (code: string) => districts.find((district) => district.code === code)?.name ?? code,
  }
}

export type Places = ReturnType<typeof usePlaces>
