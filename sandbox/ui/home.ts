import { type Child, h } from './dom.ts'
import { appHeader } from './header.ts'
import { blocks } from './kit/blocks.ts'
import { t, workspace } from './store.ts'

/** App Home, as the app has published it for this persona. */
export function homeView(): Child {
  const { home, channels } = workspace().state
  const direct = channels.find(({ kind }) => kind === 'im')
  return [
    appHeader(direct?.id),
    h(
      'main',
      {
        class: 'home',
        id: 'main',
        tabindex: -1,
        key: 'home',
        'aria-label': t().homeOf(workspace().bootstrap.app.name),
      },
      home
        ? h(
            'div',
            { class: 'home-inner', key: home.id },
            blocks(home.blocks, {
              key: `view:${home.id}`,
              place: { home: true },
              values: home.state?.values ?? {},
              errors: {},
            }),
          )
        : h(
            'div',
            { class: 'empty' },
            h('p', { class: 'empty-title' }, t().homeEmpty),
            h('p', null, t().homeEmptyHint),
          ),
    ),
  ]
}
