'use client'

import { Link } from '@payloadcms/ui'
import { usePathname } from 'next/navigation'

import type { Role } from '../../src/domain/roles'
import { type LibraryKey, useLibrary } from '../lib/useLibrary'

type Door = { href: string; label: LibraryKey; role: Role | null }

const DOORS: Door[] = [
  { href: '/admin', label: 'nav:home', role: null },
  { href: '/admin/submit', label: 'nav:submit', role: 'teacher' },
  { href: '/admin/queue/content', label: 'nav:contentQueue', role: 'contentReviewer' },
  { href: '/admin/queue/technical', label: 'nav:technicalQueue', role: 'technicalReviewer' },
  { href: '/admin/administration', label: 'nav:administration', role: 'systemAdmin' },
]

export const LibraryLinkList = ({ roles }: { roles: Role[] }) => {
  const { t } = useLibrary()
  const pathname = usePathname()
  return (
    <ul className="lib-nav">
      {DOORS.filter((door) => door.role === null || roles.includes(door.role)).map((door) => {
        const isHere = door.href === '/admin' ? pathname === door.href : pathname.startsWith(door.href)
        return (
          <li key={door.href}>
            <Link
              className="nav__link"
              href={door.href}
              prefetch={false}
              {...(isHere ? { 'aria-current': 'page' as const } : {})}
            >
              {isHere ? <span className="nav__link-indicator" /> : null}
              <span className="nav__link-label">{t(door.label)}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
