/**
 * What the people of the generated half-year write about: a trust that keeps the lights, gauges and ferries of a coast
 * that does not exist. `{thing}` and the like are filled in by half-year.ts.
 */
export const SLOTS = {
  thing:
    "tide gauge,fog horn,lamp room,signal mast,slipway winch,gallery railing,solar array,buoy tracker,weather log,berth planner,timetable feed,radio beacon,chart archive,lens turntable,mooring register,pilot roster,harbour camera,surge model,salt sensor,night watch app".split(
      ",",
    ),
  place:
    "Aldermouth,Skerrick Point,Port Wennan,Thornholm,Marrow Bay,Kelder Sound,Ostry Head,Little Quill,Saint Ebb,Vanner Reach,Pell Island,Drummock".split(
      ",",
    ),
  crew: "the keepers,the divers,the ferry office,our electricians,the survey boat,the volunteers,the chart room,the coast radio".split(
    ",",
  ),
  week: "this week,since Monday,before the spring tide,in the last fortnight,over the long weekend,between two gales".split(
    ",",
  ),
  word: "calm,drift,ebb,fathom,gull,hawser,keel,lantern,shoal,swell".split(","),
};

export const AIMS: readonly string[] = [
  "{thing} renewal",
  "Repair each {thing} at {place}",
  "One {thing} for every harbour from {place} on",
  "Read the {thing} of {place} from ashore, by day and by night, without a keeper on watch",
  'A "good enough" {thing} for {place}',
  "Replace the `{code}` script behind the {thing}",
];

/** What somebody writes who has nothing to write. */
export const EMPTY: readonly string[] = [
  "No update.",
  "Nothing new",
  "nothing new here, all quiet",
  "n/a",
  "-",
  "Same as last time.",
  "**Progress:** none.",
  "No change, waiting for weather",
  "…",
  "Quiet fortnight 🙂",
];

export const PLAIN: readonly string[] = [
  "We finished the {thing} at {place} {week}, and {crew} have signed for it.",
  "The {thing} is back on its old cable while {crew} look for water in the new one.",
  "{n} of the {m} readings that we had written off turn out to be good.",
  "Rain stopped us for {n} days; the {thing} waits under a tarpaulin at {place}.",
  "I spoke with {crew}: they would rather lose a week than paint in frost.",
  "Spare parts for the {thing} are in customs, so nothing moves at {place} for now.",
  "The {thing} of {place} ran {n} nights without a false alarm.",
  "Nobody has complained about the {thing} {week}, which I take as praise.",
  "Half of the delay comes from the {thing}, the other half from waiting on {crew}.",
  "At {place} the {thing} still disagrees with the one ashore by {n} mm; I suspect the float & not the cable.",
  "Winter storage ends soon, and {crew} want the {thing} out of the shed first.",
  "Two apprentices from {place} joined {week} and already rewired the {thing}!",
  "Costs stay under what the trustees allowed (about {n}% less), mostly because {crew} lent us a barge.",
  "My guess -- no more than that -- is another {n} weeks before {place} can be switched over.",
  "Tests against last year's gales: the {thing} would have warned {n} minutes earlier than {crew} did.",
  "“Good weather rots the rope”, as they say at {place}; the {thing} was simply never greased.",
  "Once the {thing} is certified, {place} follows with the same drawings & the same <12 V> supply.",
  "Slow month: a cold, a wedding, and {n} hours with the insurers of {place}.",
];

export const LINKED: readonly string[] = [
  "Drawings of the {thing} are [in the binder]({url}), sheet {n}.",
  "[Minutes of the talk with {crew}]({url}) say who fetches what from {place}.",
  "Photographs of {place}: {url}",
  "The order for the {thing} is placed (<{url}>), delivery in {n} days.",
  "Board card [#{m}]({url}) is done, #{n} comes next.",
  "See [the log of {place}]({url}) and [the tide table]({url}?view={word}&day={n}).",
];

export const CODED: readonly string[] = [
  "Replaying {n} days through `{code}` takes {m} s now.",
  "`{code}` no longer loses a reading when `{word}.csv` ends without a newline.",
  "Set `{word}_limit` to {n} at {place}; everywhere else `{code} --dry` suffices.",
  "Our {thing} speaks `{word}/{n}` at last, see `docs/{word}.md`.",
];

export const MENTIONING: readonly string[] = [
  "@{who} climbed the mast at {place} {week}, thanks!",
  "Waiting for @{who} to measure the {thing} again.",
  "@{who} and @{other} settled how the {thing} is earthed.",
];

export const ASKS: readonly string[] = [
  "Could somebody lend {place} a diver for {n} days? The {thing} hangs {m} cm below where a ladder ends.",
  "Who decides whether {place} keeps its {thing}: {crew}, or the trustees? Until I know, {n} parcels stay unopened.",
  "A second pair of eyes on the {thing}, please. [The sheet]({url}) has a column for each doubt, and `{code}` prints them.",
  "{place} needs {n} volunteers with a boat licence.\n\nNo boat required: we have two, and nobody to steer them.",
];

/** Each stands in a long text at least once. */
export const BLOCKS: readonly string[] = [
  "### {place}\n\n* lamp: lit\n* {thing}: **broken again**\n  * float sticks\n  * cable wet\n\n### Ashore\n\n* No update.",
  "| Where | Readings | Lost |\n|---|---:|---:|\n| {place} | {m} | {n} |\n| the pier beside it | 7 | 0 |",
  '```toml\n[{word}]\nport = {m}\ngate = "{place}" # as painted on the door\nwarn = [\n  {n},\n  {m},\n]\n```',
  "> Is the {thing} worth {n} trips a year?\n>\n> -- asked at {place}\n\nYes: it replaces {m}.",
  "- [x] float cleaned\n- [x] cable dried\n- [ ] {thing} certified\n- [ ] {crew} paid",
  "1. Row out to the {thing} at slack water.\n2. Press the red knob for {n} seconds.\n3. Row back.",
  "<details>\n<summary>Every reading of {place}</summary>\n\n`{n} {m} {n} {m} 0 0`&nbsp;<br>\n\n</details>",
  "![The {thing} at dusk]({url}.png)\n\n_Before_ on the left, _after_ on the right, ~~in between~~.",
  "**Blockers:**&nbsp; the {thing} (see &sect;&nbsp;{n})\n\n**Help wanted:**&nbsp; none\n\n---",
  '```\n$ {code} --days {n}\n{word}    ok    {m} readings\n{word}-2  FAIL  expected <{n}>, found ""\n```',
  "🎉 {place} is live! :tada: 🌊\n\nWhat helped:\n* tea\n* {crew}\n* _not_ hurrying",
];

/** How some begin. */
export const OPENINGS: readonly string[] = [
  "**Progress:** ",
  "Update:\n\n",
  "**HomeChanges from {place}**\n\n",
  "## {word}\n\n",
];
