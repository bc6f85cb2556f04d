import { h, type VNode } from './dom.ts'

const PATHS = {
  hash: 'M5 9h14M4 15h14M10 4 8 20M16 4l-2 16',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  shared:
    'M9 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM22 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM1 20c0-4 2-6 4.500-6s4.500 2 4.500 6M14 20c0-4 2-6 4.500-6s4.500 2 4.500 6',
  home: 'm3 11 9-8 9 8M5.500 9v11h13V9M10 20v-6h4v6',
  message: 'M4 5h16v11H9l-5 4z',
  mail: 'M3 5.500h18v13H3zM3 6l9 7 9-7',
  log: 'M4 6h16M4 12h10M4 18h13',
  bolt: 'M13 2 5 14h6l-1 8 8-12h-6z',
  send: 'm4 12 16-8-5 16-3.500-6.500zM11.500 13.500 20 4',
  close: 'm6 6 12 12M18 6 6 18',
  back: 'm15 5-7 7 7 7',
  chevron: 'm6 9 6 6 6-6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  window: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7ZM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
  check: 'm5 12 5 5 9-10',
  alert: 'M12 3 2 20h20zM12 10v4M12 17h.01',
  info: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM12 11v5M12 8h.01',
  refresh: 'M20 11a8 8 0 1 0-2 6.500M20 5v6h-6',
  plug: 'M9 3v6M15 3v6M6 9h12v3a6 6 0 0 1-12 0zM12 18v3',
} as const

export type IconName = keyof typeof PATHS

/** A decorative icon: the control around it carries the name. */
export function icon(name: IconName): VNode {
  return h(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    h('path', { d: PATHS[name] }),
  )
}
