// Where the numbers of the weights stand: on their edges, where they cover least.

const ROOM = 8;      // characters of a number on an edge: what has more digits shows fewer of them, so that it stays clear of its name

// Once all have a place, each looks for a better one.
function placeLabels(lines, taken, form) {
  const boxes = {};
  for (let round = 0; round < 8; round++)
    for (const [name, line] of Object.entries(lines)) {
      delete boxes[name];
      boxes[name] = freest(name, line, [...taken, ...Object.values(boxes)], form);
    }
  return boxes;
}

function common(one, other, margin) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left) + margin;
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) + margin;
  return across > 0 && down > 0 ? across * down : 0;
}

function freest(name, [x1, y1, x2, y2], taken, {lying, labelHigh}) {
  const wide = 84 + 9 * name.length;
  const at = share => {
    const left = x1 + (x2 - x1) * share - wide / 2, top = y1 + (y2 - y1) * share - labelHigh / 2;
    return {left, top, right: left + wide, bottom: top + labelHigh};
  };
  const shares = Array.from({length: 24}, (_, away) => [0.5 - away / 60, 0.5 + away / 60]).flat();
  const isBetween = share => !lying || Math.min(share, 1 - share) * (x2 - x1) > wide / 2 + 3;
  const places = shares.filter(isBetween).map(at).map(box => [taken.reduce((sum, other) => sum + common(box, other, 3), 0), box]);
  return places.reduce((a, b) => b[0] < a[0] ? b : a)[1];
}

function edgeLabel(name, {left, top, right, bottom}) {
  const line = (top + bottom) / 2 + 4.5;
  return [svg("rect", {x: left, y: top, width: right - left, height: bottom - top, rx: 9, class: "back outlined"}),
    text(left + 6, line, name, {class: "word"}), valueText(right - 6, line, name, "end", 5, ROOM)];
}
