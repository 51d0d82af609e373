"""How a book looks: on a wide screen, on a phone, in the dark, and on paper."""

from __future__ import annotations

from engine.analysis.drawing import STYLE as MAP_STYLE

STYLE = (
    MAP_STYLE
    + """
:root { --paper: #fff; --ink: #1b2430; --soft: #55606d; --rule: #d5dae0; --link: #15529c; --tint: #f4f6f9;
  --bad: #a81515; --open: #7d4b00; --good: #17653a; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #10151c; --ink: #e9edf2; --soft: #a9b4c1; --rule: #36414d; --link: #8fc1ff; --tint: #1a222c;
    --bad: #ff9d94; --open: #f5c063; --good: #8fdcae; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
  font-family: "Source Sans 3", "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif; }
.cover, nav, main, footer { max-inline-size: 50rem; margin-inline: auto; padding-inline: 1.25rem; }
.cover { padding-block: 4rem 2rem; }
.over { text-transform: uppercase; letter-spacing: .12em; font-size: .85rem; color: var(--soft); margin: 0; }
h1 { font-size: clamp(1.9rem, 6vw, 3rem); line-height: 1.12; margin: .3rem 0 1rem; text-wrap: balance; }
h2 { font-size: 1.65rem; line-height: 1.2; margin: 3.5rem 0 1rem; padding-block-end: .4rem;
  border-block-end: 2px solid var(--ink); }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .15rem; text-wrap: balance; }
h4 { font-size: 1.05rem; margin: 1.4rem 0 .2rem; }
p { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; font-size: .88em;
  overflow-wrap: anywhere; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { position: static; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .3rem 1.2rem; margin: 1.2rem 0; }
.facts dt { font-weight: 600; }
.facts dd, .sums dd, .glossary dd { margin: 0; overflow-wrap: anywhere; }
.contents { padding-inline-start: 1.6rem; }
.contents > li { margin-block: .35rem; font-weight: 600; }
.contents ol { font-weight: 400; columns: 18rem; column-gap: 2rem; margin-block: .3rem .6rem;
  padding-inline-start: 1.6rem; }
.contents ol li { break-inside: avoid; padding-block: .08rem; }
.block { padding: 1.1rem 1.25rem; margin-block: 1rem; border: 1px solid var(--rule); border-radius: .5rem; }
.block:target { border-color: var(--link); box-shadow: 0 0 0 2px var(--link); }
.meta, .hint, .source, .policy { color: var(--soft); font-size: .92rem; }
.kind { font-weight: 700; }
.prose > :first-child { margin-block-start: .3rem; }
.prose ul, .prose ol, .clauses, .options { padding-inline-start: 1.4rem; margin-block: .3rem; }
.labelled { margin-block: .7rem; padding-inline-start: .9rem; border-inline-start: 3px solid var(--rule); }
.rules { padding-inline-start: 1.5rem; }
.rules > li { margin-block: .55rem; }
.because { margin: .15rem 0; color: var(--soft); }
.because > span { color: inherit; }
.then { font-weight: 600; }
.doubt, .bad { color: var(--bad); }
.open { color: var(--open); }
.good { color: var(--good); }
.sums dt { font-weight: 600; margin-block-start: .6rem; }
.sums dd { padding-inline-start: 1.2rem; }
.glossary dt { font-weight: 700; margin-block-start: 1.1rem; scroll-margin-block-start: 1rem; }
.glossary dt code { font-weight: 400; color: var(--soft); }
.glossary dt:target { background: var(--tint); }
.wide { overflow-x: auto; margin-block: .8rem; }
.screen.wide { border: 1px solid var(--rule); border-radius: .5rem; max-block-size: 85vh; overflow: auto; }
.screen svg { display: block; margin-inline: auto; }
table { border-collapse: collapse; inline-size: 100%; font-size: .95rem; }
caption { text-align: start; font-weight: 600; padding-block: .4rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-block-end: 1px solid var(--rule); }
thead th { border-block-end: 2px solid var(--ink); background: var(--tint); }
tbody th { font-weight: 600; }
tbody th p { font-weight: 400; }
th a { overflow-wrap: break-word; }
.gives { font-weight: 600; }
.amounts { max-inline-size: 30rem; font-variant-numeric: tabular-nums; }
.issues, .sources { padding-inline-start: 1.2rem; }
.issue { margin-block: .5rem; }
.issue-error strong { color: var(--bad); }
.issue-warning strong { color: var(--open); }
.paper { display: none; }
details { font-weight: 400; margin-block-start: .2rem; }
summary { color: var(--soft); font-size: .92rem; cursor: pointer; }
footer { padding-block: 3rem; color: var(--soft); font-size: .9rem; }
@page { size: auto; margin: 18mm 16mm 20mm; }
@media print {
  body { font-size: 10.5pt; line-height: 1.4; }
  .cover, nav, main, footer { max-inline-size: none; padding-inline: 0; }
  .cover { padding-block: 25mm 0; min-block-size: 90vh; }
  nav, .part { break-before: page; }
  .part#history, .part#translations, .part#sources, .part#proof { break-before: auto; }
  h2 { margin-block-start: 0; }
  .part#history h2, .part#translations h2, .part#sources h2, .part#proof h2 { margin-block-start: 2rem; }
  h2, h3, h4, dt, caption { break-after: avoid; }
  .block, tr, li, dd { break-inside: avoid; }
  .block { border: 0; border-block-start: 1px solid var(--rule); border-radius: 0; padding-inline: 0; }
  a { color: inherit; text-decoration: none; }
  .source a { text-decoration: underline; }
  .source a::after { content: " <" attr(href) ">"; font-size: .85em; overflow-wrap: anywhere; }
  .wide { overflow: visible; }
  .screen, .skip, details { display: none !important; }
  .paper { display: block; break-inside: avoid; break-after: page; }
  .paper:last-child { break-after: auto; }
  .paper svg { display: block; }
  .contents ol { columns: 2; }
}
"""
)
