/**
 * Whether the key belongs to an input method: Enter then takes a conversion and must send nothing. Safari ends the
 * composition before it reports that Enter, and only `Process` or the code 229 tells.
 */
export function belongsToInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.key === 'Process' || event.keyCode === 229
}
