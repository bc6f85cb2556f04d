/** The style sheet of the public pages: the system's own fonts, one column, dark where the reader's device is. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1d2228; --paper: #fff; --soft: #5b6570; --line: #b9c1c9; --main: #1f6f8b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #16191d; --soft: #a5afb9; --line: #4b5560; --main: #6cb8d3; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.7 system-ui, "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.4; }
.place { margin: 0 0 .25rem; color: var(--soft); }
.field { margin: 0 0 1.25rem; display: grid; gap: .25rem; }
label, dt { font-weight: 600; }
.hint { color: var(--soft); font-size: .875rem; }
.error, .problem { color: var(--bad); }
.error::before, .problem::before { content: "⚠ "; }
.problem { border: 1px solid var(--bad); border-radius: .5rem; padding: .75rem 1rem; }
input, select, textarea { width: 100%; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: inherit; font: inherit; }
option { background: var(--paper); color: var(--ink); }
[aria-invalid] { border-color: var(--bad); }
button { min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: .5rem; background: var(--main); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
button.danger { background: var(--bad); }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
dl { margin: 0 0 1.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
dd { margin: 0 0 .5rem; }
dd:last-child { margin: 0; }
a { color: var(--main); }
`
