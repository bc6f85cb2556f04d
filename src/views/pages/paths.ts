/** Where the public pages are, below PUBLIC_URL. Mails, forms and the server take them from here. */
export const PATH = {
  style: '/assets/meibo.css',
  login: '/login',
  welcome: '/welcome',
  logout: '/logout',
  change: '/password/change',
  forgot: '/password/forgot',
  reset: '/password/reset',
  leave: '/withdraw',
  leaveConfirm: '/withdraw/confirm',
  /** Followed by a society's code. */
  apply: '/apply/',
  applyConfirm: '/application/confirm',
} as const

/** The whole address of a page. */
export function addressOf(publicUrl: string, path: string, token?: string): string {
  const address = publicUrl.replace(/\/+$/u, '') + path
  return token === undefined ? address : `${address}?token=${encodeURIComponent(token)}`
}
