//! The Method of Equal Shares.
//!
//! Source: Peters, Pierczyński, Skowron, *Proportional Participatory Budgeting with Additive Utilities*
//! (NeurIPS 2021, arXiv 2008.13276); <https://equalshares.net/explanation>.
//!
//! Every voter starts with the same endowment `e`. A project is *ρ-affordable* if its cost is met when each supporter
//! pays `min(b_i, ρ·u_i(c))` of what they have left. The project that is affordable for the smallest ρ is bought, its
//! supporters pay, and so on until none is affordable.
//!
//! # How it is computed, and why it is exact
//!
//! With `u_i(c) = gain_i(c)·scale(c)` (see [`Market`]) and `x = ρ·scale(c)`, a project's **price** x is the least root of
//! `F_c(x) = Σ_i w_i·min(b_i, x·gain_i(c)) = cost(c)`. `F_c` is concave and rises until it is flat. Budgets only fall, so
//! prices only rise: a price of an earlier round is a lower bound (*lazy evaluation*), and a project that cannot be paid
//! for is out for good.
//!
//! [`Run`] keeps budgets b̂ and prices x̂ as 64-bit fixed-point numbers, 2^s to a unit of money, and decides by them only
//! where their distance from the true values cannot matter. That distance is bounded by one number, the **drift**
//! `D ≥ Σ_i w_i·|b_i − b̂_i|`:
//!
//! * *It starts* at 0, or at n (one unit each) if the endowment is not a whole number of units.
//! * *It hardly grows.* Let all supporters pay `min(b̂_i, x̂·gain_i)`, with `F̂_c(x̂) = cost − r`. Write
//!   φ(b, x) = (b − x·gain)⁺ for what is left. Then φ(b,x) − φ(b̂,x̂) = [φ(b,x) − φ(b̂,x)] + [φ(b̂,x) − φ(b̂,x̂)]. The first
//!   bracket's size is |b − b̂| less |min(b, x·gain) − min(b̂, x·gain)|, as what is paid and what is left both rise with b
//!   and add up to it. The second has one sign for all supporters, and its weighted sum is, in size,
//!   |F̂(x) − F̂(x̂)| ≤ |F̂(x) − F(x)| + |r|, as `F(x) = cost`. Summed up, the new drift is at most `D + |r|`. As x̂ is the root
//!   rounded down, r is below R, the weighted gains of those who can pay more than x̂·gain. So the drift stays below
//!   n + Σ R over all rounds: errors add up, they never multiply.
//! * *Prices.* Where a tangent of `F̂` with slope R reaches the cost at x̂, `F(x̂ − D/R) ≤ F̂(x̂ − D/R) + D ≤ cost`: the true
//!   price is at least x̂ − D/R. If `F̂(y) ≥ cost + D` then `F(y) ≥ cost`: the true price is at most y. If all supporters' b̂ together lack more
//!   than D to the cost, the project is truly not affordable.
//! * *Room.* s is the largest with `n·e·2^s < 2⁶³`. Hence b̂, x̂ of an affordable project, and every sum Σ w·b̂ fit 63 bits.
//!
//! Where bounds overlap (a tie, most often), `exact` finds the true prices as fractions of whole numbers of any size.
//! They need no true budgets of all voters: a voter's budget is `max(0, e − Σ gain·x)` over the projects bought that they
//! support, so a price is a linear combination of earlier prices, whose coefficients the fixed-point bounds give for all
//! but the few voters on an edge.
//!
//! # One run after another
//!
//! Completions run the rule once for each endowment. What one run found out serves the next: the rounds that every endowment
//! begins with (`start`), lower bounds of prices (`memory`), and by how much the endowment can rise before anything
//! changes (`slack`, `room`). Each file has the proof. Where each step changes the order in which projects are bought,
//! each has to be run: payments depend on the order, so that equal sets of projects bought say nothing about what is left.

mod candidate;
mod decide;
mod evaluate;
mod exact;
mod memory;
mod pay;
mod price;
mod room;
mod run;
mod slack;
mod start;

pub use exact::exact_budgets;
pub use memory::Memory;
pub use room::room;
pub use run::{Endowment, MesError, Purchase, Run, Trace};
