'use client'

import { Button } from '@payloadcms/ui'
import type { ReactNode } from 'react'

type Props = {
  to: string
  children: ReactNode
  style?: 'primary' | 'secondary'
  size?: 'small' | 'medium' | 'large'
}

/** A link that looks like Payload's button. */
export const LinkButton = ({ to, children, style = 'primary', size = 'small' }: Props) => (
  <Button el="link" to={to} buttonStyle={style} size={size} margin={false}>
    {children}
  </Button>
)
