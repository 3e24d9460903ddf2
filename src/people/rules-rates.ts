/** Of fewer people a share tells of persons: their answers are counted, and no rate is told. */
const FEWEST_WITH_A_RATE = 5;

export function mayTellRate(people: number): boolean {
  return people >= FEWEST_WITH_A_RATE;
}
