// The least that a server in Node does with a request: reads it and answers. Prints its port.
const http = require('http');

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 14 });
    response.end('{"accepted":1}');
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
