/** How somebody was spoken with. */
export const NOTE_CHANNELS = ['phone', 'mail', 'visit', 'other'] as const
export type NoteChannel = (typeof NOTE_CHANNELS)[number]

/** What kinds of documents are kept. */
export const DOCUMENT_KINDS = ['withdrawal', 'application', 'change', 'other'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]
