import Drawing
import Foundation

/// How far apart colours are for some eyes.
///
/// Colour blindness is simulated by the matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at severity 1.0, on
/// linear sRGB. Distances are CIEDE2000 (CIE 142-2001; constants and signs as in G. Sharma, W. Wu and E. N. Dalal,
/// "The CIEDE2000 color-difference formula", 2005): about 1 is the least that can be seen side by side.
enum SeenColors {
  static func distance(_ one: Color, _ two: Color, _ vision: ColorVision?) -> Double {
    ciede2000(lab(one, vision), lab(two, vision))
  }

  private static func matrix(_ vision: ColorVision?) -> [[Double]] {
    switch vision {
    case nil: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protan:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deutan:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritan:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  private static func lab(_ color: Color, _ vision: ColorVision?) -> (Double, Double, Double) {
    let linear = [color.red, color.green, color.blue].map { byte in
      let part = Double(byte) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    let seen = matrix(vision).map { row in min(1, max(0, zip(row, linear).map(*).reduce(0, +))) }
    // sRGB to XYZ under D65, then to L*a*b*.
    let x = 0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]
    let y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]
    let z = 0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]
    func bend(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let (fx, fy, fz) = (bend(x / 0.95047), bend(y), bend(z / 1.08883))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
  }

  static func ciede2000(_ one: (Double, Double, Double), _ two: (Double, Double, Double)) -> Double {
    func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    let chroma = (hypot(one.1, one.2) + hypot(two.1, two.2)) / 2
    let stretch = 1 + 0.5 * (1 - sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))))
    let (a1, a2) = (one.1 * stretch, two.1 * stretch)
    let (c1, c2) = (hypot(a1, one.2), hypot(a2, two.2))
    func hue(_ a: Double, _ b: Double) -> Double {
      if a == 0 && b == 0 { return 0 }
      let angle = degrees(atan2(b, a))
      return angle < 0 ? angle + 360 : angle
    }
    let (h1, h2) = (hue(a1, one.2), hue(a2, two.2))
    var turn = c1 * c2 == 0 ? 0 : h2 - h1
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    let deltaHue = 2 * sqrt(c1 * c2) * sin(turn / 2 * .pi / 180)
    var meanHue = h1 + h2
    if c1 * c2 != 0 {
      if abs(h1 - h2) > 180 { meanHue += meanHue < 360 ? 360 : -360 }
      meanHue /= 2
    }
    let (lightness, meanChroma) = ((one.0 + two.0) / 2, (c1 + c2) / 2)
    let t =
      1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue) + 0.32 * cosine(3 * meanHue + 6) - 0.2
      * cosine(4 * meanHue - 63)
    let rotation =
      -sin(2 * 30 * exp(-pow((meanHue - 275) / 25, 2)) * .pi / 180)
      * 2 * sqrt(pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25, 7)))
    let l = (two.0 - one.0) / (1 + 0.015 * pow(lightness - 50, 2) / sqrt(20 + pow(lightness - 50, 2)))
    let c = (c2 - c1) / (1 + 0.045 * meanChroma)
    let h = deltaHue / (1 + 0.015 * meanChroma * t)
    return sqrt(l * l + c * c + h * h + rotation * c * h)
  }
}
