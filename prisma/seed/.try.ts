import { Pool } from 'pg'
import { seedDemo } from '/work/main/prisma/seed/demo/seedDemo.ts'
const pool = new Pool({connectionString: process.argv[2]!})
const t = Date.now()
console.log(await seedDemo({pool}, process.argv[3] ? {today: process.argv[3]} : {}), Date.now()-t,'ms')
await pool.end()
