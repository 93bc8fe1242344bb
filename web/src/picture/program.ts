/** The sigma program of the marks: disc, square and diamond with a rim, all in one draw call. */
import { NodeProgram, type ProgramInfo } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';
import { DIAMOND_REACH, SQUARE_REACH } from './look';

/** What a mark has beside sigma's own data: its shape (position in `LABELS`), and the colour of its rim. */
export interface MarkData {
  shape: number;
  rim: string;
}

// The triangle around a mark must hold the shape that reaches farthest.
const REACH = (Math.max(DIAMOND_REACH, SQUARE_REACH * Math.SQRT2) + 0.15).toFixed(3);

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_from;
varying float v_radius;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  v_radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_from = 2.0 * (v_radius * ${REACH} + 2.0 * u_correctionRatio) * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + v_from, 1)).xy, 0, 1);
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
  v_color.a *= bias;
  v_rim.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_from;
varying float v_radius;
varying float v_shape;
uniform float u_correctionRatio;
void main() {
  vec2 from = abs(v_from);
  float outside = length(from) - v_radius;
  if (v_shape > 1.5) outside = (from.x + from.y - v_radius * ${DIAMOND_REACH.toFixed(3)}) * 0.7071;
  else if (v_shape > 0.5) outside = max(from.x, from.y) - v_radius * ${SQUARE_REACH.toFixed(3)};
  float pixel = u_correctionRatio * 2.0;
  #ifdef PICKING_MODE
  gl_FragColor = outside > pixel ? vec4(0.0) : v_color;
  #else
  float rim = v_radius > 3.0 * pixel ? 1.5 : 0.5;
  vec4 color = mix(v_color, v_rim, clamp(outside / pixel + rim + 0.5, 0.0, 1.0));
  gl_FragColor = color * clamp(0.5 - outside / pixel, 0.0, 1.0);
  #endif
}`;

const THIRD = (2 * Math.PI) / 3;

export class MarkProgram extends NodeProgram<'u_sizeRatio' | 'u_correctionRatio' | 'u_matrix'> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    const colour = { size: 4, type: UNSIGNED_BYTE, normalized: true };
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 1, type: FLOAT },
        { name: 'a_color', ...colour },
        { name: 'a_rim', ...colour },
        { name: 'a_id', ...colour },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [THIRD], [2 * THIRD]],
    };
  }

  override processVisibleItem(id: number, start: number, data: NodeDisplayData & Partial<MarkData>): void {
    const values = [data.x, data.y, data.size, data.shape ?? 0, floatColor(data.color), floatColor(data.rim ?? data.color), id];
    this.array.set(values, start);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations.u_sizeRatio as WebGLUniformLocation, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio as WebGLUniformLocation, params.correctionRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix as WebGLUniformLocation, false, params.matrix);
  }
}
