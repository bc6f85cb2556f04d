interface Answered {
  readonly status: number
  readonly headers: Headers
}

/** A browser without a window, for pages that are plain HTML: keeps cookies, sends the form that it sees, follows nothing unless told. */
export class FormBrowser {
  html = ''
  readonly #base: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #cookies = new Map<string, string>()

  constructor(base: string, headers: Readonly<Record<string, string>> = {}) {
    this.#base = base
    this.#headers = headers
  }

  get title(): string {
    return /<h1>([^<]*)<\/h1>/u.exec(this.html)?.[1] ?? ''
  }

  /** @param place a path, or a whole address as in a mail */
  get(place: string): Promise<Answered> {
    return this.#request(place, 'GET', {})
  }

  /** Sends the form on the page, to its own action unless told, with its hidden fields. */
  post(
    fields: Readonly<Record<string, string>>,
    to: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Answered> {
    const action = to.path ?? /action="([^"]+)"/u.exec(this.html)?.[1] ?? ''
    const hidden = [...this.html.matchAll(/type="hidden" name="(\w+)"[^>]* value="([^"]*)"/gu)]
    const held = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])) as Record<
      string,
      string
    >
    return this.#request(action, 'POST', to.headers ?? {}, new URLSearchParams({ ...held, ...fields }))
  }

  /** As `get` and `post`, to the end of the redirects; gives the title. */
  async open(place: string): Promise<string> {
    return this.#follow(await this.get(place))
  }

  async send(fields: Readonly<Record<string, string>>): Promise<string> {
    return this.#follow(await this.post(fields))
  }

  async #follow({ headers }: Answered): Promise<string> {
    const place = headers.get('location')
    return place === null ? this.title : this.open(place)
  }

  async #request(
    place: string,
    method: 'GET' | 'POST',
    headers: Readonly<Record<string, string>>,
    body?: URLSearchParams,
  ): Promise<Answered> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(place, this.#base), {
      method,
      redirect: 'manual',
      headers: { 'accept-language': 'ja', cookie, ...this.#headers, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    this.html = await response.text()
    return response
  }
}
