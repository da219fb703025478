// The files of a drop, folders opened, each with the path that it was dropped by.

export async function filesOfDrop(transfer) {
  // All entries at once: the transfer is empty after the first wait.
  const entries = [...transfer.items].map(item => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile?.() }))
    .filter(one => one.entry || one.file);
  const found = [];
  for (const { entry, file } of entries) {
    if (entry) await walk(entry, found);
    else found.push({ file, path: file.name });
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

export const filesOfPick = files => [...files].map(file => ({ file, path: file.webkitRelativePath || file.name }));

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    if (!file.name.startsWith('.')) found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = entry.createReader();
  // It gives some entries a call, and none when there are no more.
  for (let some = await read(reader); some.length; some = await read(reader)) {
    for (const one of some) await walk(one, found);
  }
}

const read = reader => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
