/** Colours follow the system; contrast is at least 4.5:1 in both schemes. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: light-dark(#0b57d0, #8ab4f8); --bad: light-dark(#b3261e, #f2b8b5); --muted: light-dark(#555, #aaa); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: baseline; padding: .8rem 1.2rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
main { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1.2rem; padding: 1.2rem; }
@media (max-width: 60rem) { main { grid-template-columns: minmax(0, 1fr); } }
.controls { display: flex; gap: .5rem; margin-left: auto; flex-wrap: wrap; }
button, select, input { font: inherit; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); color: inherit; }
button { cursor: pointer; } button[aria-pressed=true] { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.nouns { max-height: 11rem; overflow: auto; display: flex; flex-wrap: wrap; gap: .4rem; margin: .6rem 0; padding: 0; list-style: none; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td:has(details) { overflow-wrap: anywhere; width: 75%; } td.number, th { white-space: nowrap; }
th { position: sticky; top: 0; background: Canvas; }
.scroll { max-height: 70vh; overflow: auto; border: 1px solid var(--line); border-radius: .4rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .6rem; border-radius: .4rem; margin: .4rem 0; }
.bad { color: var(--bad); font-weight: 600; } .muted { color: var(--muted); } .number { font-variant-numeric: tabular-nums; }
summary { cursor: pointer; unicode-bidi: isolate; }
`;
