/** The hours between which messages may come: pure. */

/** Wall times `HH:MM`; past midnight when the second is not later. */
export interface Hours {
  from: string;
  until: string;
}

/** Past midnight where the second is not later: some work at night. */
export function minutesBetween(from: string, until: string): number {
  const minutes = minutesOf(until) - minutesOf(from);
  return minutes >= 0 ? minutes : minutes + 24 * 60;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
