/** `1234567.80` as `1,234,567.80`. Not `toLocaleString`: its first call costs 15 ms of start-up. */
export function grouped(digits: string): string {
  const dot = digits.indexOf(".");
  const whole = dot < 0 ? digits : digits.slice(0, dot);
  let result = "";
  for (let i = 0; i < whole.length; i++) {
    const left = whole.length - i;
    result += whole[i];
    if (left > 1 && left % 3 === 1 && whole[i] !== "-") result += ",";
  }
  return dot < 0 ? result : result + digits.slice(dot);
}
