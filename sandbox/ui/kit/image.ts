import { h, type VNode } from '../dom.ts'

interface Image {
  alt_text: string
  image_url?: string
  slack_file?: { url: string } | { id: string }
}

/** An image by address, or a file of the workspace. */
export function image(one: Image): VNode {
  const file = one.slack_file
  const source = one.image_url ?? (file && 'id' in file ? `/files/${encodeURIComponent(file.id)}` : file?.url)
  return h('img', { class: 'kit-image', src: source, alt: one.alt_text, loading: 'lazy' })
}
