// 5,000 ideas in the place of the demo, as lines for `fulcrum import proposals`: the demo's own titles and sentences,
// mixed anew and moved a little. The same every time.
import { readFileSync } from 'node:fs';

export function ideas(demo, count) {
  const own = readFileSync(`${demo}/proposals.jsonl`, 'utf8').trim().split('\n').map(line => JSON.parse(line));
  const placed = own.filter(idea => idea.lat !== undefined);
  const sentences = own.flatMap(idea => idea.text.split(/(?<=[.!?])\s+/)).filter(text => text.length > 20);
  const names = JSON.parse(readFileSync(`${demo}/place/gazetteer.geojson`, 'utf8')).features.map(f => f.properties.name);
  let state = 7;
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const one = list => list[Math.floor(chance() * list.length)];
  const lines = [];
  for (let n = own.length; n < count; n++) {
    const like = one(placed), title = `${like.title} (${one(names)})`.slice(0, 118);
    const words = [one(sentences), ...like.text.split(/(?<=[.!?])\s+/).slice(0, 3), one(sentences), one(sentences)];
    lines.push(JSON.stringify({
      id: `bench-${n}`, title, text: words.join(' '), theme: like.theme,
      lat: like.lat + (chance() - 0.5) * 0.004, lon: like.lon + (chance() - 0.5) * 0.006,
    }));
  }
  return `${lines.join('\n')}\n`;
}
